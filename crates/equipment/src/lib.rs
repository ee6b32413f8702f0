//! Equipment: from a row of words to typed fields, each with its origin.
//!
//! It knows the words of inventories (types, states, countries), the organisation's own words and
//! places, and the dates of a life; it knows no emission factor's value. What leaves is an
//! [`Equipment`]; a row that cannot be used stays behind as a reject, a row that is no equipment
//! as out of scope.

pub mod estate;

mod canonical;
mod cells;
mod closed;
mod cloud;
mod condition;
mod days;
mod sorts;
mod duration;
mod ecolabel;
mod headed;
mod identity;
mod last_built;
pub mod kind;
mod lenovo;
mod makers;
mod measure;
mod memo;
mod near;
mod named;
mod normalise;
mod number;
mod opened;
mod out_of_scope;
mod own_word;
mod pack;
mod payment;
mod rent;
mod several;
mod spelling;
mod state;
mod support;
mod titled;
mod told;
mod usage;
mod user;
mod vocabulary;

pub mod merge;

pub use closed::{AcquisitionMode, ExitRoute};
pub use cloud::Rented;
pub use condition::{
    is_condition_of_used, is_of_grades, is_offered_on_lease, is_offered_used, is_refurbished,
    without_coming,
};
pub use ecolabel::type_one;
pub use identity::{Identities, MetBefore, RowKey, identity};
pub use identity::{key as identity_key, print as row_print};
pub use inventory::{is_placeholder, is_serial};
pub use kind::Outside;
pub use lenovo::without_machine_type;
pub use makers::{MakerAnswer, maker_group, maker_name};
pub use measure::Measures;
pub use memo::Memo;
pub use memo::Names;
pub use near::{named_types, names_near, types_near};
pub use normalise::{Aside, Normaliser, SharedNames};
pub use number::{figure, is_for_life};
pub use opened::{is_grade_of_used, is_offered_opened};
pub use out_of_scope::OutOfScope;
pub use pack::{Pack, is_of_units_sold};
pub use payment::{is_of_terms, is_of_times, is_paid_in_time};
pub use spelling::spelling;
pub use state::State;
pub use support::{Support, supports};
pub use titled::TitleSays;
pub use told::{Marks, ToldRow};
pub use usage::{COLUMNS as USAGE_COLUMNS, Measure, Usage};
pub use user::{UserKey, Users};
pub use vocabulary::{TypeAnswer, Vocabulary, nearest};

use factor::{TypeId, ZoneId};
use ground::provenance::AssumptionSet;
use ground::quantity::{Kwh, Years};
use ground::table::Day;
use inventory::Field;

/// A line of the inventory that can be assessed: `quantity` identical units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equipment {
    /// Its type.
    pub type_id: TypeId,
    /// How many units.
    pub quantity: f64,
    /// Its state at the cut-off date.
    pub state: State,
    /// The day it was bought, or what stands in, and the column that told.
    pub acquired: Option<(Day, Field)>,
    /// The day it was first used, or what stands in, and the column that told.
    pub started: Option<(Day, Field)>,
    /// The day it was taken out of use.
    pub decommissioned: Option<Day>,
    /// The day it left.
    pub exited: Option<Day>,
    /// Days of the year in between that a ledger takes off.
    pub away: Away,
    /// Years of use by others before, where it was bought refurbished.
    pub upstream_years: Years,
    /// Whose it is.
    pub ownership: Ownership,
    /// How the organisation holds it.
    pub tenure: Tenure,
    /// Where it is used.
    pub zone: ZoneId,
    /// The number of its site's name.
    pub site: u32,
    /// The number of its entity's name.
    pub entity: u32,
    /// The datacentre it stands in: its place in the estate's list.
    pub datacentre: Option<u16>,
    /// Declared electricity, kWh a year and unit.
    pub declared_kwh: Option<Kwh>,
    /// What was rented of a cloud provider, where it is an instance.
    pub rented: Option<Rented>,
    /// How it came.
    pub mode: Option<AcquisitionMode>,
    /// How it left.
    pub route: Option<ExitRoute>,
    /// Months of use by others before, as the row says them.
    pub upstream_months: Option<f64>,
    /// Whether several people share it.
    pub shared: Option<bool>,
    /// Whether it carries a type I ecolabel.
    pub ecolabel: Option<bool>,
    /// What was measured or written of one unit.
    pub measures: Measures,
    /// What was assumed.
    pub assumed: AssumptionSet,
}

impl Equipment {
    /// The days it was taken out of use and left, without those before it came: a method that makes
    /// an error of such a day keeps it, and how long machines stay is no matter of methods.
    pub fn days_gone(&self) -> [Option<Day>; 2] {
        // The day a record was made says nothing of when the machine came.
        let came = self.acquired.filter(|(_, from)| *from != Field::RecordedOn);
        let after = |day: &Day| came.is_none_or(|(came, _)| came <= *day);
        [self.decommissioned, self.exited].map(|left| left.filter(after))
    }
}

/// Days of the year in which an equipment was not there, or not in use, between days that it was:
/// lost and found, taken out of use and put to use again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Away {
    /// Days it was not there.
    pub held: i32,
    /// Days it was out of use.
    pub used: i32,
}

/// Whose an equipment is, which says what share of it is the organisation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ownership {
    /// The organisation's, used for work.
    Professional,
    /// The organisation's, private use allowed.
    Cope,
    /// The employee's own, used for work too.
    Byod,
}

/// How the organisation holds an equipment, which says in which scope its impact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tenure {
    /// Bought, or given.
    Owned,
    /// Leased in.
    Leased,
    /// The employees' own.
    Employees,
}

impl Tenure {
    /// All ways of holding.
    pub const ALL: [Self; 3] = [Self::Owned, Self::Leased, Self::Employees];
}
