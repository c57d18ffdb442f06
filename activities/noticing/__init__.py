"""What a pasted message tells of activities: pure functions, text in, spans and values out. Nothing is invented.

`reading.notice` is the way in; `pictures` groups photos by day. No database, no clock, and no text makes them raise.
"""
