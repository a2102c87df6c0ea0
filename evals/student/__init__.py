"""Making the student's table of word vectors: gather, teach, fit, measure, in this order (see train_student.py)."""
