"""The overview: where the project stands, in pictures whose numbers lead to what is behind them.

`page` is the place of the window, `card` the frame around pictures; a module `*_card` for each noun
says what is read and how it is shown. What is read comes from `project.overview`, off the GUI
thread, and knows what one may see.
"""
