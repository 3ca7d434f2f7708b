"""The ledger: plan rows, claim, pace, send, account. Knows no subject; rooms plan rows, faces carry them."""
