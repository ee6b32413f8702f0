//! Page: results as HTML that stands alone, with charts as SVG.
//!
//! It renders what `report` knows; it computes no figure and reads no inventory. No script, nothing
//! loaded from outside: a page opens without network.

mod charts;
mod yearly;

pub use yearly::{FollowedIndicators, change_svg, html, html_with};
