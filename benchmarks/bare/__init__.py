"""A Streamlit page of the same widgets as the quiz page, served in the same way."""
