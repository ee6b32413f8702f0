//! Change: why a year's footprint is not another year's, without anything left unexplained.
//!
//! It knows two years' rows as the walk weighed them ([`Collected`]), pairs the machines of both,
//! and shares the difference out over effects ([`Change::between`]): factor set, perimeter, data
//! quality, then Shapley's value over cells of type × site × stage. It reads no file and prints
//! nothing.

mod against;
mod assumed;
mod basis;
mod cell;
mod common;
mod decompose;
mod effect;
mod elsewhere;
mod exclusive;
mod flows;
mod game;
mod gone;
mod held;
mod lines;
mod pairs;
mod perimeter;
mod places;
mod play;
mod price;
mod quality;
mod remark;
mod seen;
mod stakes;
mod supplied;
mod supply;
mod unlisted;
mod work;
mod year;
mod years;

pub mod renewal;
pub mod scenario;
pub mod offer;

pub use against::{Against, Unmoved};
pub use common::{Amount, CommonOfType};
pub use decompose::{Change, EarlierFigure, EffectLine, LogMeanCheck, PublishedBefore, YearTotal};
pub use effect::{Effect, EffectShare};
pub use flows::{Flows, MachineFlow};
pub use game::{lmdi, shapley};
pub use perimeter::{Apart, ApartKind};
pub use seen::{Collected, SeenBatch, SeenRecorder};
pub use year::YearSeen;
pub use years::{Changes, YearPair};
