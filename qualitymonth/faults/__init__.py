"""The fault harness behind `script/faults`: real workers and beats on scratch data, really killed, stopped, emptied.

What was due is compared with what sinks on loopback received, by Message-ID and Idempotency-Key.
"""
