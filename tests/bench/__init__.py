"""Speed, measured and printed as ratios; nothing here passes or fails.

python3 make.py bench            every line
python3 make.py bench start pdf  the lines named
"""
