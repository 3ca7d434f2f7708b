"""Ideas of residents: who wants the same as somebody before them?"""
