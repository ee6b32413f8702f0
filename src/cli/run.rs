//! A walk with its doors open: rejects, impacts and progress go where the command wants them.

use super::CommandEnd;
use super::args::Meant;
use super::progress::Progress;
use super::terminal;
use empreinte::equipment::OutOfScope;
use empreinte::factor::{FactorSet, file_digest};
use empreinte::fault::Fault;
use empreinte::impact::Kernel;
use empreinte::inventory::{KnownBy, SourceFormat};
use empreinte::lang::{Lang, Text};
use empreinte::merge::Conflict;
use empreinte::report::{
    ConflictsOut, OutOfScopeOut, RejectsOut, Story, UnreadOut, has_figure, is_counted,
    nothing_counted, nothing_priced,
};
use empreinte::table::{CsvDialect, CsvRows, Folder, Reject, UnreadCell, Why};
use empreinte::text;
use empreinte::walk::{IdentifierSet, Input, Intake, Outcome, Recorder, Sink, Walk};
use empreinte::way::Way;
use std::fs::File;
use std::io::{BufWriter, Write};

/// How many rejects are kept for showing.
const SHOWN_REJECTS: usize = 50;

/// Takes what a recorder wrote down of a block.
pub(super) trait Take<B> {
    fn take(&mut self, batch: B) -> Result<(), Fault>;

    /// Hears of a value that cannot be read: of a row set aside, or of a cell.
    fn hear(&mut self, _: &str, _: &Why) {}
}

/// Takes nothing.
pub(super) struct Nothing;

impl Take<()> for Nothing {
    fn take(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }
}

impl Take<CsvRows> for BufWriter<File> {
    fn take(&mut self, mut batch: CsvRows) -> Result<(), Fault> {
        self.write_all(batch.bytes()).map_err(|error| cannot_write(&error))
    }
}

/// The fault of a result file that cannot be written further.
pub(super) fn cannot_write(error: &std::io::Error) -> Fault {
    Fault::new(text!(
        "le résultat ne peut pas être écrit ; l'ancien, s'il y en a un, est intact",
        "the result cannot be written; the old one, if any, is untouched"
    ))
    .because(error)
    .hint(empreinte::table::what_to_do(error))
}

/// What stayed behind first, for showing.
#[derive(Debug, Default)]
pub(super) struct ShownRows {
    pub(super) rejects: Vec<Reject>,
    pub(super) unread: Vec<UnreadCell>,
    pub(super) outside: Vec<OutOfScope>,
}

/// The tables of what stays behind, in a result folder.
pub(super) struct Tables {
    rejects: RejectsOut<BufWriter<File>>,
    conflicts: ConflictsOut<BufWriter<File>>,
    unread: UnreadOut<BufWriter<File>>,
    out_of_scope: OutOfScopeOut<BufWriter<File>>,
}

impl Tables {
    /// Starts them.
    pub(super) fn start(
        folder: &mut Folder,
        dialect: CsvDialect,
        lang: Lang,
        way: Way,
    ) -> Result<Self, Fault> {
        let refused = |error: std::io::Error| cannot_write(&error);
        Ok(Self {
            rejects: RejectsOut::new(folder.file("rejects.csv")?, dialect, lang, way),
            conflicts: ConflictsOut::new(folder.file("conflicts.csv")?, dialect)
                .map_err(refused)?,
            unread: UnreadOut::new(folder.file("unread-cells.csv")?, dialect, lang, way)
                .map_err(refused)?,
            out_of_scope: OutOfScopeOut::new(folder.file("out-of-scope.csv")?, dialect, lang)
                .map_err(refused)?,
        })
    }
}

/// Where the walk's leavings go.
pub(super) struct Doors<T> {
    pub(super) rejects: Option<RejectsOut<BufWriter<File>>>,
    pub(super) conflicts: Option<ConflictsOut<BufWriter<File>>>,
    pub(super) unread: Option<UnreadOut<BufWriter<File>>>,
    out_of_scope: Option<OutOfScopeOut<BufWriter<File>>>,
    pub(super) first: ShownRows,
    /// The other identifiers that merged equipment goes by.
    pub(super) aliases: IdentifierSet,
    pub(super) batches: T,
    progress: Progress,
    lang: Lang,
}

impl<T> Doors<T> {
    pub(super) fn new(
        rejects: Option<RejectsOut<BufWriter<File>>>,
        batches: T,
        lang: Lang,
    ) -> Self {
        Self {
            rejects,
            conflicts: None,
            unread: None,
            out_of_scope: None,
            first: ShownRows::default(),
            aliases: IdentifierSet::default(),
            batches,
            progress: Progress::new(lang),
            lang,
        }
    }

    /// Doors with all tables of what stays behind.
    pub(super) fn with_tables(tables: Tables, batches: T, lang: Lang) -> Self {
        Self {
            conflicts: Some(tables.conflicts),
            unread: Some(tables.unread),
            out_of_scope: Some(tables.out_of_scope),
            ..Self::new(Some(tables.rejects), batches, lang)
        }
    }

    /// Writes what several files disagree on there, too.
    pub(super) fn with_conflicts(mut self, conflicts: ConflictsOut<BufWriter<File>>) -> Self {
        self.conflicts = Some(conflicts);
        self
    }

    /// Writes the cells that cannot be read there, too.
    pub(super) fn with_unread(mut self, unread: UnreadOut<BufWriter<File>>) -> Self {
        self.unread = Some(unread);
        self
    }

    /// Ends the tables of what stayed behind.
    pub(super) fn end_tables(&mut self) -> Result<(), Fault> {
        if let Some(rejects) = self.rejects.take() {
            rejects.finish().map_err(|error| cannot_write(&error))?;
        }
        if let Some(unread) = self.unread.take() {
            unread.finish().map_err(|error| cannot_write(&error))?;
        }
        if let Some(rows) = self.out_of_scope.take() {
            rows.finish().map_err(|error| cannot_write(&error))?;
        }
        if let Some(conflicts) = self.conflicts.take() {
            conflicts.finish().map_err(|error| cannot_write(&error))?;
        }
        Ok(())
    }
}

impl<B, T: Take<B>> Sink<B> for Doors<T> {
    fn rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        let room = SHOWN_REJECTS.saturating_sub(self.first.rejects.len());
        self.first.rejects.extend(rejects.iter().take(room).cloned());
        for reject in rejects {
            self.batches.hear(&reject.value, &reject.why);
        }
        if let Some(out) = &mut self.rejects {
            for reject in rejects {
                out.put(reject).map_err(|error| cannot_write(&error))?;
            }
        }
        Ok(())
    }

    fn unread(&mut self, cells: &[UnreadCell]) -> Result<(), Fault> {
        let room = SHOWN_REJECTS.saturating_sub(self.first.unread.len());
        self.first.unread.extend(cells.iter().take(room).cloned());
        for cell in cells {
            self.batches.hear(&cell.value, &cell.why);
        }
        if let Some(out) = &mut self.unread {
            for cell in cells {
                out.put(cell).map_err(|error| cannot_write(&error))?;
            }
        }
        Ok(())
    }

    fn out_of_scope(&mut self, rows: &[OutOfScope]) -> Result<(), Fault> {
        let room = SHOWN_REJECTS.saturating_sub(self.first.outside.len());
        self.first.outside.extend(rows.iter().take(room).cloned());
        if let Some(out) = &mut self.out_of_scope {
            for row in rows {
                out.put(row).map_err(|error| cannot_write(&error))?;
            }
        }
        Ok(())
    }

    fn file(&mut self, name: &str, headings: &str) -> Result<(), Fault> {
        if let Some(out) = &mut self.rejects {
            out.announce(name, headings);
        }
        Ok(())
    }

    fn conflicts(&mut self, conflicts: &[Conflict]) -> Result<(), Fault> {
        if let Some(out) = &mut self.conflicts {
            for conflict in conflicts {
                out.put(conflict).map_err(|error| cannot_write(&error))?;
            }
        }
        Ok(())
    }

    fn aliases(&mut self, aliases: &[String]) {
        for id in aliases {
            self.aliases.add(id);
        }
    }

    fn batch(&mut self, batch: B) -> Result<(), Fault> {
        self.batches.take(batch)
    }

    fn progress(&mut self, done: u64, of: u64) {
        self.progress.hear(done, of);
    }
}

/// Walks, and gives back what it came to with the doors.
pub(super) fn walk<R: Recorder, T: Take<R::Batch>>(
    walk: &Walk<'_>,
    recorder: impl Fn() -> R,
    doors: Doors<T>,
) -> Result<(Outcome, Doors<T>), Fault> {
    walk_with(walk, &walk.kernel()?, recorder, doors)
}

/// As [`walk`], with arithmetic that is asked more afterwards.
pub(super) fn walk_with<R: Recorder, T: Take<R::Batch>>(
    walk: &Walk<'_>,
    kernel: &Kernel<'_>,
    recorder: impl Fn() -> R,
    mut doors: Doors<T>,
) -> Result<(Outcome, Doors<T>), Fault> {
    let outcome = walk.run(kernel, recorder, &mut doors)?;
    // Where nothing was counted, why comes first.
    if is_counted(&outcome) {
        say_what_was_read(&outcome.intake, doors.lang);
    }
    Ok((outcome, doors))
}

/// As [`walk`], of an estate that was walked before: what was read of it is said already.
pub(super) fn walk_again<R: Recorder, T: Take<R::Batch>>(
    walk: &Walk<'_>,
    recorder: impl Fn() -> R,
    mut doors: Doors<T>,
) -> Result<Outcome, Fault> {
    walk.run(&walk.kernel()?, recorder, &mut doors)
}

/// Stops where there is no figure: why, and what to try, in its place.
pub(super) fn counted(walk: &Walk<'_>, outcome: &Outcome, first: &[Reject]) -> Result<(), Fault> {
    if has_figure(outcome) {
        return Ok(());
    }
    if is_counted(outcome) {
        return Err(nothing_priced(outcome, walk.set));
    }
    Err(nothing_counted(&outcome.intake, walk.set, first, walk.estate.way()))
}

/// Walks without valuing anything, and gives back what was read with the doors.
pub(super) fn read<R: Recorder, T: Take<R::Batch>>(
    walk: &Walk<'_>,
    recorder: impl Fn() -> R,
    mut doors: Doors<T>,
) -> Result<(Intake, Doors<T>), Fault> {
    let kernel = walk.kernel()?;
    let intake = walk.read(&kernel, recorder, &mut doors)?;
    if intake.counts.kept > 0 {
        say_what_was_read(&intake, doors.lang);
    }
    Ok((intake, doors))
}

/// Says how many rows of totals were passed over; where they stand, where one file was read.
fn say_totals_passed_over(intake: &Intake, lang: Lang) {
    let counts = &intake.counts;
    let rows = counts.totals - counts.headings - counts.titles;
    let mut list = intake.tally.totals.list();
    if (intake.tally.totals.len() as u64) < rows {
        list.push('…');
    }
    let said = match (rows, intake.inputs.len()) {
        (0, _) => return,
        (_, 1) if !intake.tally.totals.is_empty() => text!(
            "lignes de total, qui ne sont pas des équipements, passées : {rows} (n° {list})",
            "rows of totals, which are no equipment, passed over: {rows} (line {list})"
        ),
        _ => text!(
            "lignes de total, qui ne sont pas des équipements, passées : {rows}",
            "rows of totals, which are no equipment, passed over: {rows}"
        ),
    };
    terminal::say(said.say(lang));
}

/// Says what was chosen or left out in reading the files, and which were recognised by no more
/// than words of the field.
pub(super) fn say_what_was_read(intake: &Intake, lang: Lang) {
    let counts = &intake.counts;
    say_totals_passed_over(intake, lang);
    let passed = [
        (
            counts.titles,
            "titres au-dessus d'autres lignes, qui ne sont pas des équipements, passés",
            "titles above other rows, which are no equipment, passed over",
        ),
        (
            counts.headings,
            "titres de colonnes répétés plus bas, passés",
            "headings repeated further down, passed over",
        ),
    ];
    // Of several files, rows of one machine are one: nothing is repeated.
    let repeated = (
        if intake.inputs.len() == 1 { counts.merged } else { 0 },
        "lignes qui en répètent une autre dans toutes leurs cellules, comptées une fois",
        "rows that repeat another in all of their cells, counted once",
    );
    for (rows, fr, en) in passed.into_iter().chain([repeated]).filter(|(rows, ..)| *rows > 0) {
        terminal::say(text!("{fr} : {rows}", "{en}: {rows}").say(lang));
    }
    for input in &intake.inputs {
        let mut notes = input.notes.clone();
        let source = SourceFormat::named(&input.format);
        if source.is_some_and(|source| source.traits().known_by == KnownBy::Words) {
            notes.push(text!(
                "reconnu à ses seuls titres de colonnes, sans outil connu ; `empreinte import --explain` montre ce que devient chacune",
                "recognised by its headings alone, of no known tool; `empreinte import --explain` shows what becomes of each"
            ));
        }
        notes.extend(input.found.iter().map(empreinte::inventory::Found::say));
        for note in notes {
            let name = input.path.display();
            terminal::say(&format!("{name}{}{}", lang.colon(), note.say(lang)));
        }
    }
}

/// The digests of the files read.
pub(super) fn digests<'a>(
    files: impl IntoIterator<Item = &'a Input>,
) -> Result<Vec<String>, Fault> {
    files.into_iter().map(|input| file_digest(&input.path)).collect()
}

/// The files besides those of a year that figures of several years rest on: former inventories,
/// the ledger, the answers.
pub(super) fn former(meant: &Meant, intake: &Intake) -> Result<Vec<Input>, Fault> {
    let (estate, year) = (&meant.estate, meant.options.year.year);
    let mut files = Vec::new();
    for earlier in estate.years().into_iter().filter(|earlier| *earlier < year) {
        let of_year = estate.inventory_of(earlier)?;
        files.extend(of_year.iter().map(|path| (path.clone(), "inventory")));
    }
    files.extend(estate.movements_file().map(|path| (path, "movements")));
    files.extend(estate.answers_file().map(|path| (path, "answers")));
    let mut out: Vec<Input> = Vec::new();
    for (path, format) in files {
        if !intake.inputs.iter().chain(&out).any(|known| known.path == path) {
            out.push(Input::own(path, format));
        }
    }
    Ok(out)
}

/// What a report is written from.
pub(super) fn story<'a>(
    meant: &'a Meant,
    outcome: &'a Outcome,
    shown: &'a ShownRows,
    digests: &'a [String],
) -> Story<'a> {
    let card = &meant.estate.card;
    Story {
        outcome,
        set: &meant.set,
        method: &meant.method,
        year: meant.options.year,
        organisation: &card.organisation.name,
        headcount: card.headcount(meant.options.year.year),
        way: meant.estate.way(),
        first_rejects: &shown.rejects,
        first_unread: &shown.unread,
        planetary: false,
        digests,
        read_too: &[],
        register: None,
        own_lifetimes: None,
        other_set: None,
        without_measures: None,
        change: None,
        advice: &[],
        plan: None,
        command: "",
    }
}

/// How a command ends: under `--strict`, what is missing from the total is said, and is a status.
pub(super) fn ended(strict: bool, outcome: &Outcome, set: &FactorSet, lang: Lang) -> CommandEnd {
    if !strict || !has_gaps(outcome, set) {
        return CommandEnd::Whole;
    }
    let lacks = outcome.lacks(set);
    let first = lacks.first().map_or_else(String::new, |lack| {
        let more = match lacks.len() - 1 {
            0 => String::new(),
            more => text!(", et {more} de plus", ", and {more} more").say(lang).to_owned(),
        };
        format!("{}{}{more}", lang.colon(), lack.text().say(lang))
    });
    let why = text!("le total n'est pas entier{first}", "the total is not whole{first}");
    strictly(true, true, &why, lang)
}

/// How a command ends that is asked to be strict: what lacks is said on standard error, and is a
/// status.
pub(super) fn strictly(strict: bool, lacks: bool, why: &Text, lang: Lang) -> CommandEnd {
    if !strict || !lacks {
        return CommandEnd::Whole;
    }
    let why = why.say(lang);
    terminal::say(
        text!("`--strict` : {why} ; code de sortie 3", "`--strict`: {why}; exit status 3")
            .say(lang),
    );
    CommandEnd::WithGaps
}

/// Whether anything is missing from the result.
fn has_gaps(outcome: &Outcome, set: &FactorSet) -> bool {
    outcome.intake.counts.rows_read == 0 || !outcome.lacks(set).is_empty()
}
