"""Examples for fine-tuning a chat model: `template` says who says what, `examples` cuts articles
into them and makes the answers, `chat` is the format.
"""
