"""Pictures of numbers whose bars, cells, points and nodes are doors. The only room that knows
pyqtgraph, which takes most of a second to load: `plotting` does it beside, when it is needed.

A picture knows nothing of projects: it is given plain values, and hands back what is `behind` one.
"""
