"""What answering costs: a load client that speaks Streamlit's messages, and comparisons made with it."""
