"""Figures of log-in and codes, in one place."""

from datetime import timedelta

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODES_A_PHONE = (
    (1, timedelta(minutes=1)),
    (5, timedelta(hours=1)),
    (10, timedelta(days=1)),
)
CODES_A_NETWORK = (100, timedelta(hours=1))

LOCK = timedelta(minutes=15)
FLOW_LIFE = timedelta(minutes=30)
DEVICE_LIFE = timedelta(days=180)
CITIZEN_IDLE_SECONDS = 2 * 60 * 60
STAFF_IDLE_SECONDS = 30 * 60

CITIZEN_LEAST = 8
STAFF_LEAST = 12
STAFF_KINDS = 3
STAFF_PASSWORD_DAYS = 90
LONGEST_PASSWORD = 128

ACTIVATION_DAYS = 60
