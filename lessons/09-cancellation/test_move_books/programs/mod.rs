// Counts: nothing

//! The programs on which your tests are tried. One is right.

mod right;
mod wrong_both_shelves;
mod wrong_in_the_hand;
mod wrong_last_book_first;
mod wrong_leaves_the_last;
mod wrong_tired;

pub async fn move_books(shelves: &mut Shelves) {
    match &*trials::program() {
        "right" => right::move_books(shelves).await,
        "wrong_both_shelves" => wrong_both_shelves::move_books(shelves).await,
        "wrong_in_the_hand" => wrong_in_the_hand::move_books(shelves).await,
        "wrong_last_book_first" => wrong_last_book_first::move_books(shelves).await,
        "wrong_leaves_the_last" => wrong_leaves_the_last::move_books(shelves).await,
        "wrong_tired" => wrong_tired::move_books(shelves).await,
        other => panic!("there is no program {other}"),
    }
}

/// Two shelves, each with its books from left to right.
#[derive(Debug)]
pub struct Shelves {
    pub from: Vec<&'static str>,
    pub to: Vec<&'static str>,
}

impl Shelves {
    /// All books are on the first shelf.
    pub fn of(books: &[&'static str]) -> Shelves {
        Shelves {
            from: books.to_vec(),
            to: Vec::new(),
        }
    }
}

/// The way from one shelf to the other.
#[tracing::instrument]
async fn walk() {
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
}
