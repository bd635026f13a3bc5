"""Analysis and questions by a language model, and the choice between it and the offline ones."""
