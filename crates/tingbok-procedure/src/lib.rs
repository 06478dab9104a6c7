//! The meeting of an elected body: event kinds, roles, and what may be true of a record.
