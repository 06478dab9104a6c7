//! The C2SP transparency-log formats and the Merkle tree of RFC 6962 and RFC 9162.
