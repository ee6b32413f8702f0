//! What goes into a store and comes out of it.

use super::StoreFault;
use crate::clock;
use crate::secret::Hash;
use record::AgentId;

/// An agent that is enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolledAgent {
    /// Its name.
    pub id: AgentId,
    /// The site of its token.
    pub site: String,
    /// Its token's number.
    pub token: i64,
    /// Its secret, hashed.
    pub secret: Hash,
    /// When the secret was made.
    pub secret_at: i64,
    /// The secret before, and until when it is good.
    pub previous: Option<(Hash, i64)>,
    /// Whether the secret was ever used.
    pub used: bool,
    /// When it enrolled.
    pub enrolled: i64,
    /// Whether it is known to send by a secret of its own; one whose files are carried does not.
    pub networked: bool,
    /// Whether its name is closed: two machines had it, or a person revoked it.
    pub closed: bool,
}

/// A token, by which agents enrol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number, by which a person names it.
    pub id: i64,
    /// Hashed.
    pub hash: Hash,
    /// The site that its agents are of.
    pub site: String,
    /// Machines it is good for; none for a group's, which has no bound.
    pub uses: Option<i64>,
    /// Machines it brought: those that enrolled, and those of other agents.
    pub used: i64,
    /// When it ends.
    pub expires: i64,
    /// Whether a person took it back.
    pub revoked: bool,
}

impl Token {
    /// Whether a machine that is new may still come by it.
    pub fn is_good(&self, now: i64) -> bool {
        !self.revoked && now < self.expires && !self.is_used_up()
    }

    /// Whether it brought as many machines as it is good for.
    pub fn is_used_up(&self) -> bool {
        self.uses.is_some_and(|uses| self.used >= uses)
    }
}

/// The figures of a day, beside its text.
#[derive(Clone, Debug, PartialEq)]
pub struct DayFigures {
    /// Days it sums.
    pub days: i64,
    /// Watt-hours, and their bounds.
    pub wh: f64,
    /// The lower bound.
    pub lo: f64,
    /// The upper bound.
    pub hi: f64,
    /// The grade's letter.
    pub grade: String,
    /// Seconds awake.
    pub awake_s: i64,
}

/// A record on its way into the store.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreEntry {
    /// Whose.
    pub agent: AgentId,
    /// Its day, since 1970.
    pub day: i32,
    /// Its number.
    pub seq: i64,
    /// The digest that it came with.
    pub digest: String,
    /// When it came.
    pub received: i64,
    /// Seconds that the collector's clock was ahead of the agent's.
    pub skew_s: i64,
    /// Of a day's use; none of an inventory.
    pub figures: Option<DayFigures>,
    /// The record, its serial number a pseudonym.
    pub body: String,
}

impl StoreEntry {
    /// The last of the days that it sums.
    pub fn last_day(&self) -> i32 {
        let days = self.figures.as_ref().map_or(1, |figures| figures.days);
        self.day.saturating_add(i32::try_from(days).unwrap_or(1).max(1) - 1)
    }
}

/// When an agent was last heard of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastHeard {
    /// Whose.
    pub agent: AgentId,
    /// When its last record came.
    pub received: i64,
    /// The first day that its records tell of, since 1970.
    pub first_day: i32,
    /// The last one.
    pub last_day: i32,
}

/// A document of another agent, merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedPaper {
    /// What its machine is known by: a pseudonym.
    pub key: String,
    /// The site of the token it came by; empty where it came without.
    pub site: String,
    /// When the first of its machine came; none where an earlier version did not keep it.
    pub first: Option<i64>,
    /// When it last came.
    pub received: i64,
    /// Whether no full document was ever seen.
    pub incomplete: bool,
    /// Whether whoever sent it had a token.
    pub trusted: bool,
    /// The number of the token that its machine came by.
    pub token: Option<i64>,
    /// What its agent calls itself, a pseudonym; empty where it is not known, or tells of others.
    pub sender: String,
    /// JSON, allowed sections alone.
    pub body: String,
}

/// A month's days of a site, class and grade, summed when the days were deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthSum {
    /// Such as `2026-11`.
    pub month: String,
    /// The site.
    pub site: String,
    /// The class.
    pub class: String,
    /// The grade.
    pub grade: String,
    /// Machines.
    pub machines: i64,
    /// Days.
    pub days: i64,
    /// Watt-hours and their bounds.
    pub wh: f64,
    /// The lower bound.
    pub lo: f64,
    /// The upper bound.
    pub hi: f64,
}

/// The last day of an agent within days that were deleted: days off after it are told by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// Whose.
    pub agent: AgentId,
    /// The day, since 1970.
    pub day: i32,
    /// The number of its record.
    pub seq: i64,
    /// The letter of its grade.
    pub grade: String,
}

/// A month whose days are deleted, and what is left of them.
#[derive(Clone, Debug, PartialEq)]
pub struct GoneMonth {
    /// Which.
    pub month: super::Month,
    /// What its days amounted to, added to what is kept of it.
    pub sums: Vec<MonthSum>,
    /// The last day of each agent.
    pub last: Vec<LastDay>,
    /// Its records, as they were summed: where there are others meanwhile nothing is deleted.
    pub records: u64,
}

/// A month that is given up, since its days are lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Which.
    pub month: super::Month,
    /// Whether it was one of the store's: a file that is in no list was laid there by hand.
    pub is_own: bool,
    /// Where what is left of its file is kept, if it was damaged.
    pub aside: Option<std::path::PathBuf>,
}

/// A line of the journal: what a person or the collector did to what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalNote {
    /// When.
    pub at: i64,
    /// What: `conflict`, `clone`, `deleted`, `rekeyed`, `revoked` …
    pub kind: String,
    /// The rest, in words for machines.
    pub text: String,
}

impl JournalNote {
    /// A change that notes something, now.
    pub fn now(kind: &str, text: String) -> Write {
        Write::Note(Self { at: clock::now(), kind: kind.to_owned(), text })
    }

    /// A change that notes that a month's days are lost; its line stays as long as the store.
    pub(super) fn lost(month: super::Month) -> Write {
        Self::now(LOST, format!("month={month}"))
    }

    /// The month whose days are lost, as it says.
    pub fn lost_month(&self) -> Option<super::Month> {
        (self.kind == LOST)
            .then(|| self.text.strip_prefix("month=").and_then(super::Month::parse))?
    }

    /// An agent as the journal names it: what is deleted of it leaves no whole name behind.
    pub fn short(agent: &AgentId) -> String {
        format!("{}…", &agent.as_str()[..8])
    }
}

/// The kind of a note of a month whose days are lost.
const LOST: &str = "lost";

/// What a store is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreMark {
    /// To be served.
    Whole,
    /// Another is being copied into it.
    Copying,
    /// It was moved into this other, which is served in its place; an earlier version kept no name.
    Moved(String),
}

impl StoreMark {
    pub(super) fn word(&self) -> String {
        match self {
            Self::Whole => "whole".to_owned(),
            Self::Copying => "copying".to_owned(),
            Self::Moved(to) => format!("moved {to}"),
        }
    }

    pub(super) fn of(word: Option<&str>) -> Self {
        match word.map(|word| word.split_once(' ').unwrap_or((word, ""))) {
            Some(("copying", _)) => Self::Copying,
            Some(("moved", to)) => Self::Moved(to.to_owned()),
            _ => Self::Whole,
        }
    }

    /// That a store is served, and no copy that was cut, nor one that was moved.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(self) -> Result<(), StoreFault> {
        match self {
            Self::Whole => Ok(()),
            Self::Copying => Err(StoreFault::Cut),
            Self::Moved(to) => Err(StoreFault::Moved(to)),
        }
    }
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Records of one batch.
    Records(Vec<StoreEntry>),
    /// An agent by a token, whose conditions hold at the same moment.
    Enrol(EnrolledAgent),
    /// An agent of another store; one that is closed here stays so.
    Agent(EnrolledAgent),
    /// An agent that used its secret, by the network; refused where it is closed or deleted.
    Used(AgentId),
    /// An agent's other secret; refused where it is closed or deleted.
    Secret(EnrolledAgent),
    /// An agent's end.
    Close(AgentId),
    /// A document that takes the place of the one before, and of those that its machine was known by
    /// otherwise, the last one first, as its token allows at the same moment.
    Bring(MergedPaper, Vec<String>),
    /// A document of another store, or with other pseudonyms.
    Paper(MergedPaper),
    /// A new token.
    Token(Token),
    /// A token taken back.
    Revoke(i64),
    /// The name of the key that pseudonyms are of.
    Key(String),
    /// A line of the journal.
    Note(JournalNote),
    /// The records of a month deleted.
    Forget(GoneMonth),
    /// A last day of another store.
    LastDay(LastDay),
    /// Everything of an agent deleted, but that its name is never taken again.
    ForgetAgent(AgentId),
    /// A month of another store whose days were deleted.
    Gone(super::Month),
    /// A name of another store that is never taken again, by its digest.
    Erased(String),
    /// A document deleted.
    ForgetPaper(String),
    /// Lines of the journal that name an agent or a token deleted, of before a moment.
    ForgetNotes(i64),
    /// What a machine is, of another store.
    Machine(StoreEntry),
    /// A machine's record with other pseudonyms.
    Rekey(StoreEntry),
    /// What the store is for from now on.
    Mark(StoreMark),
    /// Another store's name and sums, when it is moved here.
    Adopt(AgentId, Vec<MonthSum>),
}

impl Write {
    /// Whether it leaves, in the file or its log, what is to be there no longer.
    pub(super) fn overwrites(&self) -> bool {
        matches!(
            self,
            Self::Rekey(_) | Self::ForgetAgent(_) | Self::ForgetPaper(_) | Self::ForgetNotes(_)
        )
    }
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Stored.
    Stored,
    /// It was, with the same content.
    Again,
    /// It was, with another content, which stays.
    Conflict,
    /// Its month is summed and its days deleted: it may be in the sums, and is not added again.
    Forgotten,
    /// Its agent was erased: nothing of it is kept again.
    Erased,
}

/// Why an enrolment is refused by the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrolmentRefusal {
    /// The token is not good, or no more.
    Token,
    /// The token brought as many machines as it is good for.
    UsedUp,
    /// The name is another's, or was.
    Taken,
    /// The agent is closed, or deleted.
    Gone,
}

/// What a change came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreDone {
    /// Made.
    Made,
    /// What became of each record.
    Put(Vec<Put>),
    /// Not made.
    Refused(EnrolmentRefusal),
    /// Rows deleted.
    Deleted(u64),
}

/// What is kept of the name of an agent that was erased.
pub(super) fn erased(agent: &AgentId) -> String {
    erased_name(agent.as_str())
}

/// What is kept of a name that was erased.
pub(crate) fn erased_name(name: &str) -> String {
    record::hex(&crate::secret::hash(name))
}

/// What is kept of a document's name under a key that was changed: it is nobody's any more, and was not
/// erased.
pub(crate) fn renamed_name(name: &str) -> String {
    record::hex(&crate::secret::hash(&format!("renamed {name}")))
}

/// What is kept of a document's name under a key that was changed, of which nobody knows the new name:
/// what an export wrote of it may be of any machine that sent since.
pub(crate) fn dropped_name(name: &str) -> String {
    record::hex(&crate::secret::hash(&format!("dropped {name}")))
}

impl StoreDone {
    /// Of a change to one agent's row.
    pub(super) fn of_one(rows: u64) -> Self {
        if rows == 0 { Self::Refused(EnrolmentRefusal::Gone) } else { Self::Made }
    }
}

impl EnrolledAgent {
    /// Whether an enrolment is this agent's own again: its answer was lost on the way.
    fn is_repeated_by(&self, new: &Self) -> bool {
        !self.used && !self.closed && self.token == new.token
    }
}

/// Whether an agent may enrol, and whether that takes a use of the token. Asked within the change
/// that makes it.
pub(super) fn enrolment(
    (known, erased): (Option<&EnrolledAgent>, bool),
    token: Option<&Token>,
    new: &EnrolledAgent,
) -> Result<bool, EnrolmentRefusal> {
    let token = token.filter(|token| !token.revoked && new.enrolled < token.expires);
    let token = token.ok_or(EnrolmentRefusal::Token)?;
    match known {
        Some(known) if known.is_repeated_by(new) => Ok(false),
        Some(_) => Err(EnrolmentRefusal::Taken),
        None if erased => Err(EnrolmentRefusal::Taken),
        None if token.is_good(new.enrolled) => Ok(true),
        None => Err(EnrolmentRefusal::UsedUp),
    }
}

/// Whether a document may be kept, and whether that takes a use of the token. Asked within the
/// change that keeps it.
pub(super) fn bringing(
    known: Option<&MergedPaper>,
    token: Option<&Token>,
    new: &MergedPaper,
) -> Result<bool, EnrolmentRefusal> {
    let Some(id) = new.token else {
        // What came with a token is not overwritten by what came without.
        let comes_by_one = known.is_some_and(|known| known.trusted);
        return if comes_by_one { Err(EnrolmentRefusal::Taken) } else { Ok(false) };
    };
    let token =
        token.filter(|token| token.id == id && !token.revoked).ok_or(EnrolmentRefusal::Token)?;
    let was_brought = known.is_some_and(|known| {
        known.trusted && known.site == new.site && known.token.is_none_or(|by| by == id)
    });
    if was_brought {
        // A machine that it brought goes on, when it takes no other any more.
        Ok(false)
    } else if token.is_used_up() {
        Err(EnrolmentRefusal::UsedUp)
    } else if token.is_good(new.received) {
        Ok(true)
    } else {
        Err(EnrolmentRefusal::Token)
    }
}

/// A record that is still to be written with other pseudonyms.
pub(super) struct Rekeyed {
    pub(super) day: i32,
    pub(super) agent: String,
    pub(super) seq: i64,
    pub(super) body: String,
}
