//! What the tiles of one board share while it is made.

use crate::problem::Problem;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

/// Answers that several tiles of one board need: whoever asks first has them made, the others wait.
/// It lives as long as the question of one board, so that nothing in it is ever old.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>);

impl Shared {
    /// Returns the answer of a type, made by `make` if nobody asked before.
    ///
    /// # Errors
    /// Of `make`; the next one who asks tries again.
    pub async fn once<T, F>(&self, make: F) -> Result<Arc<T>, Problem>
    where
        T: Any + Send + Sync,
        F: Future<Output = Result<T, Problem>>,
    {
        let cell = self.cell::<T>();
        let made = cell.get_or_try_init(async || make.await.map(Arc::new)).await?;
        Ok(Arc::clone(made))
    }

    fn cell<T: Any + Send + Sync>(&self) -> Arc<OnceCell<Arc<T>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = all.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(OnceCell::<Arc<T>>::new()));
        Arc::clone(cell).downcast().expect("the key is the type")
    }
}

/// What is shared says nothing about what is asked: two questions stay equal.
impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Shared {}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn an_answer_is_made_once_and_a_failure_is_tried_again() {
        let shared = Shared::default();
        let made = AtomicU32::new(0);
        let make = async || {
            made.fetch_add(1, Ordering::SeqCst);
            Ok(7_i64)
        };
        let failed = shared.once::<i64, _>(async { Err(Problem::missing("x.y")) }).await;
        assert!(failed.is_err());
        let same = shared.clone();
        let (one, two) = tokio::join!(shared.once(make()), same.once(make()));
        assert_eq!((*one.unwrap(), *two.unwrap(), made.load(Ordering::SeqCst)), (7, 7, 1));
        assert_eq!(*shared.once(async { Ok("other".to_owned()) }).await.unwrap(), "other");
    }
}
