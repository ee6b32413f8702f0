//! A disk that loses power: what was not synced is kept, lost or cut, as a choice says.

use empreinte_agent::spool::disk::Disk;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What one step asks of the disk.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Allocate(String, usize),
    Write(String, usize, Vec<u8>),
    Sync(String),
    Rename(String, String),
    Remove(String),
}

/// The disk as power would leave it: what is durable, and what was asked since.
#[derive(Clone, Default, Debug)]
pub(crate) struct Platter {
    durable: Files,
    unsynced: Vec<Step>,
}

impl Platter {
    /// What a crash leaves: each unsynced step whole, absent or cut, by `choices`; then the first
    /// `cut` bytes of the step under way.
    pub(crate) fn after_crash(&self, choices: u64, under_way: Option<(&Step, usize)>) -> Files {
        let mut files = self.durable.clone();
        let mut choices = choices;
        for step in &self.unsynced {
            match choices % 3 {
                0 => apply(&mut files, step, usize::MAX),
                1 => {}
                _ => apply(&mut files, step, usize::try_from(choices % 97).unwrap()),
            }
            choices = (choices / 3) ^ choices.rotate_left(17);
        }
        if let Some((step, cut)) = under_way {
            apply(&mut files, step, cut);
        }
        files
    }
}

fn apply(files: &mut Files, step: &Step, cut: usize) {
    match step {
        Step::Allocate(name, size) => {
            files.insert(name.clone(), vec![0; cut.min(*size)]);
        }
        Step::Write(name, offset, bytes) => {
            let Some(file) = files.get_mut(name) else { return };
            let part = &bytes[..cut.min(bytes.len())];
            if file.len() < offset + part.len() {
                file.resize(offset + part.len(), 0);
            }
            file[*offset..offset + part.len()].copy_from_slice(part);
        }
        Step::Sync(_) => {}
        Step::Rename(from, to) => {
            if cut > 0
                && let Some(file) = files.remove(from)
            {
                files.insert(to.clone(), file);
            }
        }
        Step::Remove(name) => {
            if cut > 0 {
                files.remove(name);
            }
        }
    }
}

#[derive(Default)]
struct Inner {
    visible: Files,
    platter: Platter,
    /// Steps until the power goes; none for never.
    fuel: Option<u64>,
    capacity: Option<usize>,
    /// Every step, with the platter as it was before.
    journal: Option<Vec<(Step, Platter)>>,
    under_way: Option<(Step, u64)>,
    dead: bool,
}

/// A handle to the disk; the test keeps one of its own.
#[derive(Clone, Default)]
pub(crate) struct FakeDisk(Rc<RefCell<Inner>>);

impl FakeDisk {
    pub(crate) fn of(files: Files) -> Self {
        let disk = Self::default();
        let mut inner = disk.0.borrow_mut();
        inner.visible.clone_from(&files);
        inner.platter.durable = files;
        drop(inner);
        disk
    }

    pub(crate) fn record(&self) {
        self.0.borrow_mut().journal = Some(Vec::new());
    }

    pub(crate) fn journal_length(&self) -> usize {
        self.0.borrow().journal.as_ref().map_or(0, Vec::len)
    }

    pub(crate) fn journal(&self) -> Vec<(Step, Platter)> {
        self.0.borrow_mut().journal.take().unwrap()
    }

    pub(crate) fn cut_power_after(&self, steps: u64) {
        self.0.borrow_mut().fuel = Some(steps);
    }

    pub(crate) fn limit(&self, bytes: Option<usize>) {
        self.0.borrow_mut().capacity = bytes;
    }

    pub(crate) fn dead(&self) -> bool {
        self.0.borrow().dead
    }

    pub(crate) fn size(&self) -> usize {
        self.0.borrow().visible.values().map(Vec::len).sum()
    }

    /// The disk as it is found after the power has gone.
    pub(crate) fn reborn(&self, choices: u64) -> Self {
        let inner = self.0.borrow();
        let under_way = inner.under_way.as_ref().map(|(step, part)| {
            let size = match step {
                Step::Allocate(_, size) => *size,
                Step::Write(_, _, bytes) => bytes.len(),
                _ => 1,
            };
            (step, usize::try_from(part % (size as u64 + 1)).unwrap())
        });
        let reborn = Self::of(inner.platter.after_crash(choices, under_way));
        reborn.limit(inner.capacity);
        reborn
    }

    fn step(&self, step: Step) -> io::Result<()> {
        let mut inner = self.0.borrow_mut();
        if inner.dead {
            return Err(io::Error::other("no power"));
        }
        if let Some(fuel) = &mut inner.fuel {
            if *fuel == 0 {
                inner.dead = true;
                inner.under_way = Some((step, 0x9e37_79b9));
                return Err(io::Error::other("no power"));
            }
            *fuel -= 1;
        }
        if let (Step::Allocate(name, size), Some(capacity)) = (&step, inner.capacity) {
            let others: usize =
                inner.visible.iter().filter(|(n, _)| *n != name).map(|(_, f)| f.len()).sum();
            if others + size > capacity {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
        }
        if let Some(mut journal) = inner.journal.take() {
            journal.push((step.clone(), inner.platter.clone()));
            inner.journal = Some(journal);
        }
        apply(&mut inner.visible, &step, usize::MAX);
        match &step {
            Step::Write(..) | Step::Remove(_) => inner.platter.unsynced.push(step),
            // A rename or a new file is followed by a sync of the folder.
            Step::Allocate(..) | Step::Rename(..) => {
                apply(&mut inner.platter.durable, &step, usize::MAX);
            }
            Step::Sync(name) => {
                let (done, left): (Vec<Step>, Vec<Step>) =
                    std::mem::take(&mut inner.platter.unsynced)
                        .into_iter()
                        .partition(|step| matches!(step, Step::Write(of, ..) if of == name));
                for step in done {
                    apply(&mut inner.platter.durable, &step, usize::MAX);
                }
                inner.platter.unsynced = left;
            }
        }
        Ok(())
    }
}

impl Disk for FakeDisk {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.0.borrow().visible.keys().cloned().collect())
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        self.0.borrow().visible.get(name).cloned().ok_or_else(missing)
    }

    fn allocate(&mut self, name: &str, size: usize) -> io::Result<()> {
        self.step(Step::Allocate(name.to_owned(), size))
    }

    fn write_at(&mut self, name: &str, offset: usize, bytes: &[u8]) -> io::Result<()> {
        self.step(Step::Write(name.to_owned(), offset, bytes.to_vec()))
    }

    fn sync(&mut self, name: &str) -> io::Result<()> {
        self.step(Step::Sync(name.to_owned()))
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.step(Step::Rename(from.to_owned(), to.to_owned()))
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.step(Step::Remove(name.to_owned()))
    }
}
