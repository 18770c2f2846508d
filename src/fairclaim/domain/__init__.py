"""What is: claims, exhibits, findings, verdicts and errors. Standard library only; nothing here reads a file or a clock."""
