"""What a visible mark says and where it stands: labels of picture services, marks of photo agencies, words to a reviewer."""
