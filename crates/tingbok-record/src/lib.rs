//! Events, commitments, disclosures, entries and keys: the bytes, and their verification.
