//! Inventory: from a file that some tool exported to rows with known columns.
//!
//! The first room of the walk. It knows tables, sheets and documents, and the headings and closed
//! lists of words that tools write; it recognises a source by them, never by its file name. It knows
//! nothing of emission factors, nor of what a type or a state is for the footprint. What leaves are
//! [`Row`]s, each with its line. Columns of people are never read; the serial number only tells two
//! rows apart, and leaves no trace.

mod above;
mod above_said;
mod amount;
mod answered_state;
mod answered_warranty;
mod battery;
mod blank_states;
mod body;
mod by_values;
mod cards;
mod column_words;
mod contest;
mod crossed;
mod counted_name;
mod currency;
mod currency_words;
mod dated_heading;
mod dates_seen;
mod denial;
mod derive;
mod ditto;
mod document;
mod explain;
mod field;
mod file;
mod first_record;
mod form;
mod found;
mod general;
mod head;
mod heading_unit;
mod headings;
mod headless;
mod in_part;
mod inches;
mod kind;
mod kept_place;
mod kinds;
mod late_states;
mod layout;
mod loans;
mod magnitude;
mod list_name;
mod mapping;
mod markup;
mod moves;
mod named_state;
mod orders;
mod panel;
mod per_person;
mod place;
mod placeholder;
mod price_heading;
mod price_meant;
mod other_lists;
mod propose;
mod quantity_heading;
mod quotation;
mod range;
mod ranges;
mod reading;
mod recognise;
mod refusal;
mod remembered;
mod row;
mod sample;
mod sections;
mod shape;
mod sheet;
mod size;
mod source;
mod sum_words;
mod survey;
mod told;
mod totals;
mod unfolded;

pub use amount::{TAX_RATES, amount, euros_in, euros_of, says_euros};
pub use answered_warranty::{
    OFFERED, answers_a_warranty, denies_warranty, is_of_a_warranty, warranty_of_heading,
};
pub use battery::{WORN_BELOW_PCT, battery_health_pct, most_worn};
pub use by_values::{LOT_WORDS, is_backup};
pub use contest::Score;
pub use counted_name::{
    CountedWhere, LOTS, NumberBeside, SYSTEMS, ShareSaid, SomeSaid, counted_name, is_numbered_name,
    may_be_counted, may_share, measures, number_in_words, of_a_lot, perhaps_counted, share_said,
    some_said, units_in_words,
};
pub use currency::{currency_of_title, is_in_another_currency, is_of_currencies};
pub use denial::{DENY, NOTHING, WITHOUT};
pub use document::{AgentDocument, documents_in};
pub use explain::{ExplainedColumn, Explanation};
pub use field::Field;
pub use file::{InventoryFile, InventoryShape, Opening};
pub use form::forms;
pub use found::Found;
pub use headings::{Hint, is_quantity};
pub use inches::{are_inches, begins_with_inches};
pub use kind::{CellUnit, FieldKind};
pub use kinds::Kinds;
pub use layout::{Layout, Role};
pub use list_name::{list_name, name_in_list, number_in_list};
pub use mapping::Mapping;
pub use markup::is_markup;
pub use orders::{Orders, date_orders};
pub use panel::{LARGEST_PANEL, PANEL_MAKERS};
pub use placeholder::{is_placeholder, is_serial, is_sheet_error, is_tag};
pub use price_heading::{has_tax, is_of_one_unit, is_of_several};
pub use price_meant::{is_price_paid, may_be_taken_off};
pub use propose::{Proposal, propose};
pub use reading::{Reading, open_quote};
pub use remembered::{Remembered, text_bytes};
pub use row::Row;
pub use source::{Confidence, IdScope, KnownBy, QuantityUnits, SourceFormat, SourceKind, Traits};
pub use told::ToldColumn;
pub use totals::{Passed, RowStanding, is_doubt_of_rows, plans_within};
