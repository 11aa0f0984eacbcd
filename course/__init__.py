"""What the course means: files in, frozen objects out. No Streamlit, no SQL, no clock, no environment."""
