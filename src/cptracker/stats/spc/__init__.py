"""Statistical process control: is the latest figure news, and is the target in reach?"""
