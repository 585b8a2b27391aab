//! A tournament: the least of keys that change, as in tree selection (Knuth, "The Art of Computer
//! Programming", volume 3, section 5.2.3). A key that changes plays again only as far as that
//! changes who wins.

use std::cmp::Reverse;

#[derive(Debug, Clone)]
pub struct Tournament<K> {
    /// The winner of all, then of each half, and so on; last come the keys themselves.
    winners: Vec<Option<Reverse<K>>>,
}

impl<K> Tournament<K>
where
    K: Ord + Copy,
{
    /// Of so many players, none of whom has a key.
    pub fn new(players: usize) -> Self {
        Self { winners: vec![None; 2 * players.next_power_of_two()] }
    }

    pub fn set(&mut self, player: usize, key: Option<K>) {
        let mut place = self.winners.len() / 2 + player;
        self.winners[place] = key.map(Reverse);
        while place > 1 {
            let winner = self.winners[place].max(self.winners[place ^ 1]);
            place /= 2;
            if self.winners[place] == winner {
                return;
            }
            self.winners[place] = winner;
        }
    }

    pub fn least(&self) -> Option<K> {
        self.winners[1].map(|Reverse(key)| key)
    }
}
