"""What a team hands in, frozen as it was at that moment."""
