"""Ideas of residents: who wants the same?"""
