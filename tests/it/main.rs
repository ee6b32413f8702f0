//! The proof, outside in: what a user types, what they get, and whether the figures are right.
//!
//! One binary, so that it links once. `hand` and `published` say what the figures must be,
//! `properties` what must hold for any figure, `bad_input` what is said when something is wrong,
//! `factor_sets` how sets lie over one another and what every shipped one holds;
//! `golden` and `transcripts` hold whole results, `samples` real exports, `tidy` the source.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod allocation;
mod answers;
mod audit;
mod bad_input;
mod by_type;
mod change;
mod change_bounds;
mod change_sites;
mod collector;
mod by_hand;
mod comparison;
mod configuration;
mod criteria;
mod dirty;
mod dirty_kinds;
mod dirty_said;
mod dirty_words;
mod factor_import;
mod factor_sets;
mod energy_models;
mod examples;
mod explained;
mod export;
mod french;
mod golden;
mod graphics;
mod guide;
mod hand;
mod html;
mod hurt;
mod market;
mod matching;
mod measured;
mod models;
mod nothing;
mod movements;
mod merge;
mod offers;
mod offers_lots;
mod offers_read;
mod offers_titles;
mod offers_words;
mod one_file;
mod outlook;
mod outputs;
mod own_lifetimes;
mod parts_priced;
mod perimeters;
mod personal;
mod pitfalls;
mod indicators;
mod libraries;
mod ledger_days;
mod lifetimes;
mod like_for_like;
mod plan;
mod planetary;
mod properties;
mod published;
mod reading;
mod rejects;
mod round_trip;
mod same_bytes;
mod said_whole;
mod samples;
mod scopes;
mod renewals;
mod screen;
mod services;
mod sentences;
mod several;
mod sanity;
mod sheets;
mod sources;
mod tool_exports;
mod support;
mod tidy;
mod transcripts;
mod uncertainty;
mod workbooks;
