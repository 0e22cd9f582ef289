"""What runs apart from this Python, within bounds of time and memory, and never outlives it.

`keeper` stands over a child: it bounds its memory and ends it, whatever happens to us. `programs` starts one under it;
`second` is another Python, which does what it is asked, one thing at a time.
"""
