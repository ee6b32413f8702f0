//! Parquet files, a group of rows at a time: encoded where the rows are at hand, and written when their
//! turn comes.

use ground::fault::Fault;
use ground::table::unwritable;
use polars_arrow::array::{Array, DictionaryArray, PrimitiveArray, Utf8ViewArray};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field, IntegerType};
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, FileWriter, ParquetType,
    StatisticsOptions, Version, WriteOptions, array_to_columns, compress,
    fallible_streaming_iterator, get_dtype_encoding, to_parquet_schema,
};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// Words, each stored once a group and numbered.
    Words,
    /// Texts, of which most rows have their own.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers.
    Whole,
}

impl ColumnKind {
    /// What its arrays are.
    pub(crate) fn dtype(self) -> ArrowDataType {
        match self {
            Self::Words => {
                let words = Box::new(ArrowDataType::Utf8View);
                ArrowDataType::Dictionary(IntegerType::UInt32, words, false)
            }
            Self::Text => ArrowDataType::Utf8View,
            Self::Number => ArrowDataType::Float64,
            Self::Whole => ArrowDataType::Int32,
        }
    }
}

/// The columns of a file, in its order.
#[derive(Debug)]
pub(crate) struct ParquetColumns {
    schema: ArrowSchema,
    types: Vec<ParquetType>,
}

impl ParquetColumns {
    /// Columns by their names and what they hold.
    ///
    /// # Errors
    ///
    /// Parquet has no such column, in its writer's words.
    pub(crate) fn new(
        columns: impl Iterator<Item = (&'static str, ColumnKind)>,
    ) -> Result<Self, String> {
        let fields = columns.map(|(name, kind)| Field::new(name.into(), kind.dtype(), true));
        let schema: ArrowSchema = fields.map(|field| (field.name.clone(), field)).collect();
        let types = to_parquet_schema(&schema).map_err(told)?.fields().to_vec();
        Ok(Self { schema, types })
    }

    /// Encodes a group of so many rows, an array a column.
    ///
    /// # Errors
    ///
    /// A column cannot be encoded, in the writer's words.
    pub(crate) fn encode(
        &self,
        rows: usize,
        arrays: Vec<Box<dyn Array>>,
    ) -> Result<RowGroup, String> {
        let mut columns = Vec::with_capacity(arrays.len());
        for (array, kind) in arrays.into_iter().zip(&self.types) {
            let encodings = get_dtype_encoding(array.dtype());
            let encoded = array_to_columns(array, kind.clone(), OPTIONS, &encodings);
            for pages in encoded.map_err(told)? {
                let compressed = pages.map(|page| {
                    compress(page.map_err(told)?, Vec::new(), OPTIONS.compression).map_err(told)
                });
                columns.push(compressed.collect::<Result<Vec<_>, String>>()?);
            }
        }
        Ok(RowGroup { rows, columns })
    }
}

/// A group of rows, encoded: the pages of each column.
pub(crate) struct RowGroup {
    rows: usize,
    columns: Vec<Vec<CompressedPage>>,
}

const OPTIONS: WriteOptions = WriteOptions {
    // Nobody looks for a value of a report in its statistics.
    statistics: StatisticsOptions {
        min_value: false,
        max_value: false,
        distinct_count: false,
        null_count: false,
        binary_statistics_truncate_length: None,
    },
    version: Version::V1,
    compression: CompressionOptions::Snappy,
    data_page_size: None,
};

/// A file being written.
pub(crate) struct ParquetFile<W: Write> {
    writer: FileWriter<W>,
    path: PathBuf,
}

impl<W: Write> ParquetFile<W> {
    /// Starts a file, called `path` in faults.
    ///
    /// # Errors
    ///
    /// Parquet has no such columns.
    pub(crate) fn new(file: W, path: &Path, columns: &ParquetColumns) -> Result<Self, Fault> {
        let writer = FileWriter::try_new(file, columns.schema.clone(), OPTIONS);
        Ok(Self { writer: writer.map_err(|error| failed(path, &error))?, path: path.to_owned() })
    }

    /// Writes a group.
    ///
    /// # Errors
    ///
    /// The group could not be encoded, or the file cannot be written.
    pub(crate) fn put(&mut self, group: Result<RowGroup, String>) -> Result<(), Fault> {
        let RowGroup { rows, columns } = group.map_err(|error| failed(&self.path, &error))?;
        let pages = columns.iter().map(|pages| {
            let pages = fallible_streaming_iterator::convert(pages.iter().map(Ok));
            Ok(DynStreamingIterator::new(pages))
        });
        let written = self.writer.write(rows as u64, DynIter::new(pages));
        written.map_err(|error| failed(&self.path, &error))
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn finish(mut self) -> Result<(), Fault> {
        self.writer.end(None).map(|_| ()).map_err(|error| failed(&self.path, &error))
    }
}

/// Words of one column, numbered as they come.
#[derive(Default)]
pub(crate) struct NumberedWords {
    numbers: std::collections::HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    words: Vec<Box<[u8]>>,
}

impl NumberedWords {
    /// The number of a word, a new one where it has none.
    #[inline]
    pub(crate) fn number(&mut self, word: &[u8]) -> u32 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let number = ground::table::numbered(self.words.len());
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// The words by their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.words.iter().map(|word| String::from_utf8_lossy(word))
    }

    /// The words as an array.
    pub(crate) fn array(&self) -> Utf8ViewArray {
        Utf8ViewArray::from_slice_values(self.words().collect::<Vec<_>>())
    }
}

/// A column of words by their numbers.
///
/// # Errors
///
/// A number has no word.
pub(crate) fn words_column(
    numbers: Vec<u32>,
    words: Utf8ViewArray,
) -> Result<Box<dyn Array>, String> {
    let keys = PrimitiveArray::from_vec(numbers);
    let column = DictionaryArray::try_from_keys(keys, Box::new(words), false);
    Ok(Box::new(column.map_err(told)?))
}

fn told(error: impl Display) -> String {
    error.to_string()
}

fn failed(path: &Path, error: &impl Display) -> Fault {
    unwritable(path, &io::Error::other(error.to_string()))
}
