//! Table: the floor under every reader and writer of CSV.
//!
//! It knows bytes, encodings, delimiters, quotes, numbers, dates and positions; it knows nothing
//! of equipment or factors. What leaves are UTF-8 records with their line, [`Reject`]s for the
//! rows that cannot be used, and files written whole or not at all.

mod as_toml;
mod blocks;
mod closed;
mod date;
mod dialect;
mod encoding;
mod folder;
mod formula;
mod input;
mod leftovers;
mod marks;
mod mask;
mod months;
mod number;
mod numbered;
mod quoted;
mod record;
mod reject;
mod small;
mod temporary;
mod unwritable;
mod visible;
mod write;
mod written;
mod yes_no;

pub use as_toml::read_toml;
pub use blocks::{Block, BlockFault, Blocks, LONGEST_RECORD, record_too_long};
pub use blocks::{first_lines, open_quote_line};
pub use date::parse_iso_day;
pub use date::{DateEvidence, DateOrder, Day, TwoReadings, day_in_order, excel_day, parse_day};
pub use dialect::Dialect;
pub use encoding::{Encoding, TextSource};
pub use folder::{Folder, RESULT_FILES, is_result};
pub use formula::{disarmed, disarmed_inside, restored, restored_text};
pub use input::{bytes_of_input, open_input, screens_of_input, text_of_input, told_path};
pub use leftovers::{Leftover, clear_leftovers};
pub use mask::{Holds, masked, masked_but, masked_in};
pub use months::month_name;
pub use number::{NumberFault, may_group, parse_number, point_may_group};
pub use numbered::numbered;
pub use quoted::{quoted_cells, quoted_delimiter, quoted_line};
pub use record::{RecordCells, RecordReader};
pub use reject::{REJECT_COLUMNS, Reject, UnreadCell, Why};
pub use small::line_of;
pub use small::{SmallTable, TableRow, fold};
pub use temporary::{no_temporary, temporary};
pub use unwritable::{unwritable, what_to_do};
pub use visible::{is_broken, made_visible};
pub use write::{CsvDialect, CsvOut, CsvRows, refuse_others, text_cell, write_ours, write_whole};
pub use written::{DateFault, WrittenDay, written_day};
pub use yes_no::yes_no;
