"""What each return of a stack is an authority for, and the repairs that follow."""
