"""Outside links, tried on request only (`check --online`): the one room that goes out on the network.

`visits` shares the pages among a few workers and keeps their answers; `client` asks for one page; `connection` opens the
sockets, to public addresses only.
"""
