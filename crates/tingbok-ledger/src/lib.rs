//! The engine of a ledger: journal, publishing, index, replay and verification of the stored files.
