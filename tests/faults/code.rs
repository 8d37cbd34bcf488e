//! The learner's code: rows S.
