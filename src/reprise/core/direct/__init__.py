"""The short way to what is asked most often.

FastAPI looks twice for a route of an included router, solves dependencies one by one, and keeps a stack of
contexts for each of three purposes: together that cost more than all that is read or stored. A request that
is in order is answered here without any of it. Whatever is not in order goes to FastAPI, which says what is
wrong: nothing of that is said twice.
"""
