//! Headings that a source does not know, asked of the table of words of the field: a column that was
//! added to a tool's export, or a list of the organisation's own under headings that a tool has too.

use super::headings::{ColumnSlot, Hint, general};
use super::{Field, KnownBy, Layout, Role};

/// What only the tool itself says: which column names a machine or a person.
const OWN: [Field; 4] = [Field::EquipmentId, Field::Name, Field::UserKey, Field::Uuid];
const MEMORY: [Hint; 5] =
    [Hint::Memory, Hint::MemoryGb, Hint::MemoryMb, Hint::MemoryKb, Hint::MemoryBytes];
/// What says storage of any kind.
pub(super) const STORAGE: [Hint; 4] =
    [Hint::Storage, Hint::StorageGb, Hint::StorageMb, Hint::StorageBytes];

impl Layout {
    /// The layout of a tool's export with the headings that it does not know read as any table's are.
    /// What the tool has a heading for already stays as it says.
    pub(super) fn with_general_headings(self) -> Self {
        if self.traits.known_by != KnownBy::Signature {
            return self;
        }
        let mut roles = self.roles.clone();
        for at in 0..roles.len() {
            if let Some(role) = self.left_unread(at).filter(|role| !self.has(&roles, *role)) {
                roles[at] = role;
            }
        }
        if roles == self.roles { self } else { self.with(roles) }
    }

    /// What a heading that is not read says in any table.
    fn left_unread(&self, at: usize) -> Option<Role> {
        if self.roles[at] != Role::Ignored || self.is_told(at) {
            return None;
        }
        match general(&self.headers[at])? {
            ColumnSlot::Field(field) if OWN.contains(&field) => None,
            ColumnSlot::Field(field) => Some(Role::Field(field)),
            ColumnSlot::Hint(hint) => Some(Role::Hint(hint)),
        }
    }

    /// Whether something tells already what a column would: its field, or another hint of it.
    fn has(&self, roles: &[Role], role: Role) -> bool {
        let told = |hints: &[Hint]| {
            roles.iter().any(|role| matches!(role, Role::Hint(hint) if hints.contains(hint)))
        };
        let field = |field| self.column(field).is_some() || roles.contains(&Role::Field(field));
        match role {
            Role::Field(Field::RamGb) => field(Field::RamGb) || told(&MEMORY),
            Role::Field(own) => field(own),
            Role::Hint(hint) if MEMORY.contains(&hint) => field(Field::RamGb) || told(&MEMORY),
            Role::Hint(hint) if STORAGE.contains(&hint) => told(&STORAGE),
            Role::Hint(Hint::Os) => field(Field::Os) || told(&[Hint::Os]),
            Role::Hint(hint) => told(&[hint]),
            _ => true,
        }
    }

    /// Whether a heading that moves the figure, and that any table's reading knows, stays unread.
    pub(super) fn leaves_a_mover(&self) -> bool {
        (0..self.roles.len()).any(|at| match self.left_unread(at) {
            Some(Role::Field(field)) => field.moves_the_total() && self.column(field).is_none(),
            Some(role) => !self.has(&self.roles, role),
            None => false,
        })
    }
}
