//! What names of processors and graphics cards say, and which one they mean: the tables of a set and
//! the machines of an inventory are read alike.

mod cpu;
mod gpu;

pub use cpu::CpuName;
pub use gpu::GpuName;

pub(crate) use cpu::NOISE;
pub(crate) use gpu::Cards;

/// Words in small letters, their sign of multiplication an `x`.
pub(crate) fn plain(words: &str) -> String {
    words.to_lowercase().replace(['×', '*'], "x")
}
