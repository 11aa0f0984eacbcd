"""What is seen: the script each visitor runs, one file per page, and the parts that pages share."""
