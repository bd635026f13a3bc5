"""What people use today to keep feedback on what a model made, installed and driven beside Reprise."""
