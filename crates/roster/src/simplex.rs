//! Cheapest flows with lower bounds, by the simplex method on a network.
//!
//! The basis is a spanning tree that hangs from an artificial root. It stays strongly feasible (from every
//! node some flow can be sent to the root), which rules out endless pivoting. Costs may change at any time
//! and the last flow remains a start for the next, which is what the search above lives on.

const NONE: u32 = u32::MAX;
const IN_TREE: i64 = 0;
const AT_LOWER: i64 = 1;
const AT_UPPER: i64 = -1;

/// A network and a flow on it.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    tail: Vec<u32>,
    head: Vec<u32>,
    lower: Vec<i32>,
    room: Vec<i32>,
    cost: Vec<i64>,
    flow: Vec<i32>,
    state: Vec<i64>,
    supply: Vec<i32>,
    tree: Tree,
    /// Arcs before this one are those of the caller; the others hang nodes on the root.
    own_arcs: usize,
    is_broken: bool,
    next: usize,
}

/// The spanning tree, per node; the root is the last node.
#[derive(Debug, Clone, Default)]
struct Tree {
    parent: Vec<u32>,
    arc: Vec<u32>,
    is_up: Vec<bool>,
    child: Vec<u32>,
    right: Vec<u32>,
    left: Vec<u32>,
    depth: Vec<u32>,
    price: Vec<i64>,
    pending: Vec<u32>,
}

/// The arc that gives way: on the side of the entering arc's first or second node.
enum Leaving {
    Itself,
    First(usize),
    Second(usize),
}

impl Flow {
    pub(crate) fn new() -> Self {
        Self {
            tail: Vec::new(),
            head: Vec::new(),
            lower: Vec::new(),
            room: Vec::new(),
            cost: Vec::new(),
            flow: Vec::new(),
            state: Vec::new(),
            supply: Vec::new(),
            tree: Tree::default(),
            own_arcs: 0,
            is_broken: false,
            next: 0,
        }
    }

    pub(crate) fn node(&mut self) -> usize {
        self.supply.push(0);
        self.supply.len() - 1
    }

    /// Adds an arc that carries `lower` to `upper`; where that is empty there is no flow at all.
    pub(crate) fn arc(&mut self, tail: usize, head: usize, lower: i32, upper: i32, cost: i64) -> usize {
        self.is_broken |= lower > upper;
        self.tail.push(tail as u32);
        self.head.push(head as u32);
        self.lower.push(lower);
        self.room.push((upper - lower).max(0));
        self.cost.push(cost);
        self.supply[tail] -= lower;
        self.supply[head] += lower;
        self.tail.len() - 1
    }

    /// Hangs every node on the root, with flow that costs `penalty`; call once, after the last arc.
    pub(crate) fn start(&mut self, penalty: i64) {
        self.own_arcs = self.tail.len();
        self.flow = vec![0; self.own_arcs];
        self.state = vec![AT_LOWER; self.own_arcs];
        let nodes = self.supply.len();
        let root = nodes;
        self.tree.clear(nodes + 1);
        for node in 0..nodes {
            let supply = self.supply[node];
            let (tail, head) = if supply >= 0 { (node, root) } else { (root, node) };
            self.tail.push(tail as u32);
            self.head.push(head as u32);
            self.lower.push(0);
            self.room.push(i32::MAX / 4);
            self.cost.push(penalty);
            self.flow.push(supply.abs());
            self.state.push(IN_TREE);
            self.tree.arc[node] = (self.own_arcs + node) as u32;
            self.tree.is_up[node] = supply >= 0;
            self.tree.link(node, root);
        }
        self.reprice();
    }

    pub(crate) fn set_cost(&mut self, arc: usize, cost: i64) {
        self.cost[arc] = cost;
    }

    pub(crate) fn on(&self, arc: usize) -> i32 {
        self.flow[arc] + self.lower[arc]
    }

    /// Returns whether all bounds are kept, that is, nothing runs over the root.
    pub(crate) fn is_feasible(&self) -> bool {
        !self.is_broken && self.flow[self.own_arcs..].iter().all(|flow| *flow == 0)
    }

    /// Makes the flow a cheapest one for the costs of now; takes one step of `steps` for each pivot and
    /// returns whether they sufficed.
    pub(crate) fn optimise(&mut self, steps: &mut u64) -> bool {
        self.reprice();
        while let Some(entering) = self.entering() {
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            self.pivot(entering);
        }
        true
    }

    /// Looks through the arcs block by block and returns the most profitable one of the first block that
    /// has any.
    fn entering(&mut self) -> Option<usize> {
        let arcs = self.own_arcs;
        let block = (arcs.isqrt()).max(16);
        let mut best = 0;
        let mut found = None;
        let mut left = block;
        for _ in 0..arcs {
            let arc = if self.next >= arcs { 0 } else { self.next };
            self.next = arc + 1;
            let gain = self.state[arc] * self.reduced(arc);
            if gain < best {
                best = gain;
                found = Some(arc);
            }
            left -= 1;
            if left == 0 {
                if found.is_some() {
                    return found;
                }
                left = block;
            }
        }
        found
    }

    fn reduced(&self, arc: usize) -> i64 {
        let price = &self.tree.price;
        self.cost[arc] + price[self.tail[arc] as usize] - price[self.head[arc] as usize]
    }

    fn pivot(&mut self, entering: usize) {
        let (tail, head) = (self.tail[entering] as usize, self.head[entering] as usize);
        let is_forward = self.state[entering] == AT_LOWER;
        let (first, second) = if is_forward { (tail, head) } else { (head, tail) };
        let join = self.tree.join(tail, head);
        let (amount, leaving) = self.leaving(entering, first, second, join);
        if amount > 0 {
            self.push(entering, if is_forward { amount } else { -amount }, tail, head, join);
        }
        let (out, inner, outer) = match leaving {
            Leaving::Itself => {
                self.state[entering] = -self.state[entering];
                return;
            }
            Leaving::First(out) => (out, first, second),
            Leaving::Second(out) => (out, second, first),
        };
        let arc = self.tree.arc[out] as usize;
        self.state[arc] = if self.flow[arc] == 0 { AT_LOWER } else { AT_UPPER };
        self.state[entering] = IN_TREE;
        self.rehang(inner, outer, out, entering);
    }

    fn leaving(&self, entering: usize, first: usize, second: usize, join: usize) -> (i32, Leaving) {
        let mut amount = self.room[entering];
        let mut leaving = Leaving::Itself;
        let mut at = first;
        while at != join {
            let arc = self.tree.arc[at] as usize;
            let free = if self.tree.is_up[at] { self.flow[arc] } else { self.room[arc] - self.flow[arc] };
            if free < amount {
                amount = free;
                leaving = Leaving::First(at);
            }
            at = self.tree.parent[at] as usize;
        }
        at = second;
        while at != join {
            let arc = self.tree.arc[at] as usize;
            let free = if self.tree.is_up[at] { self.room[arc] - self.flow[arc] } else { self.flow[arc] };
            if free <= amount {
                amount = free;
                leaving = Leaving::Second(at);
            }
            at = self.tree.parent[at] as usize;
        }
        (amount, leaving)
    }

    fn push(&mut self, entering: usize, amount: i32, tail: usize, head: usize, join: usize) {
        self.flow[entering] += amount;
        for (from, amount) in [(tail, -amount), (head, amount)] {
            let mut at = from;
            while at != join {
                let arc = self.tree.arc[at] as usize;
                self.flow[arc] += if self.tree.is_up[at] { amount } else { -amount };
                at = self.tree.parent[at] as usize;
            }
        }
    }

    /// Hangs the part of the tree below `out` on `outer` by `inner` and the entering arc.
    fn rehang(&mut self, inner: usize, outer: usize, out: usize, entering: usize) {
        let mut at = inner;
        let mut above = outer;
        let mut arc = entering as u32;
        loop {
            let (old_parent, old_arc) = (self.tree.parent[at] as usize, self.tree.arc[at]);
            self.tree.unlink(at);
            self.tree.arc[at] = arc;
            self.tree.is_up[at] = self.tail[arc as usize] as usize == at;
            self.tree.link(at, above);
            if at == out {
                break;
            }
            (above, arc, at) = (at, old_arc, old_parent);
        }
        let price = &self.tree.price;
        let cost = self.cost[entering];
        let new = if self.tree.is_up[inner] { price[outer] - cost } else { price[outer] + cost };
        self.tree.shift(inner, new - price[inner]);
    }

    /// Makes the prices of the nodes anew from the costs of the tree.
    fn reprice(&mut self) {
        let root = self.supply.len();
        self.tree.price[root] = 0;
        self.tree.depth[root] = 0;
        let mut pending = std::mem::take(&mut self.tree.pending);
        pending.clear();
        pending.push(root as u32);
        while let Some(above) = pending.pop() {
            let mut node = self.tree.child[above as usize];
            while node != NONE {
                let at = node as usize;
                let cost = self.cost[self.tree.arc[at] as usize];
                let price = self.tree.price[above as usize];
                self.tree.price[at] = if self.tree.is_up[at] { price - cost } else { price + cost };
                self.tree.depth[at] = self.tree.depth[above as usize] + 1;
                pending.push(node);
                node = self.tree.right[at];
            }
        }
        self.tree.pending = pending;
    }
}

impl Tree {
    fn clear(&mut self, nodes: usize) {
        self.parent = vec![NONE; nodes];
        self.arc = vec![NONE; nodes];
        self.is_up = vec![false; nodes];
        self.child = vec![NONE; nodes];
        self.right = vec![NONE; nodes];
        self.left = vec![NONE; nodes];
        self.depth = vec![0; nodes];
        self.price = vec![0; nodes];
    }

    fn link(&mut self, node: usize, above: usize) {
        let right = self.child[above];
        self.parent[node] = above as u32;
        self.right[node] = right;
        self.left[node] = NONE;
        if right != NONE {
            self.left[right as usize] = node as u32;
        }
        self.child[above] = node as u32;
    }

    fn unlink(&mut self, node: usize) {
        let (left, right) = (self.left[node], self.right[node]);
        if left == NONE {
            self.child[self.parent[node] as usize] = right;
        } else {
            self.right[left as usize] = right;
        }
        if right != NONE {
            self.left[right as usize] = left;
        }
    }

    fn join(&self, one: usize, other: usize) -> usize {
        let (mut one, mut other) = (one, other);
        while one != other {
            if self.depth[one] >= self.depth[other] {
                one = self.parent[one] as usize;
            } else {
                other = self.parent[other] as usize;
            }
        }
        one
    }

    /// Adds to the prices of a whole part and sets its depths.
    fn shift(&mut self, top: usize, by: i64) {
        self.pending.clear();
        self.pending.push(top as u32);
        while let Some(node) = self.pending.pop() {
            let at = node as usize;
            self.price[at] += by;
            self.depth[at] = self.depth[self.parent[at] as usize] + 1;
            let mut child = self.child[at];
            while child != NONE {
                self.pending.push(child);
                child = self.right[child as usize];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn the_cheaper_way_is_filled_first() {
        let mut flow = Flow::new();
        let (a, b) = (flow.node(), flow.node());
        let cheap = flow.arc(a, b, 0, 2, 1);
        let dear = flow.arc(a, b, 0, 5, 3);
        flow.arc(b, a, 4, 9, 0);
        flow.start(1000);
        assert!(flow.optimise(&mut 100) && flow.is_feasible());
        assert_eq!((flow.on(cheap), flow.on(dear)), (2, 2));
        flow.set_cost(cheap, 10);
        assert!(flow.optimise(&mut 100));
        assert_eq!((flow.on(cheap), flow.on(dear)), (0, 4));
        flow.set_cost(cheap, -10);
        flow.set_cost(dear, -1);
        assert!(flow.optimise(&mut 100));
        assert_eq!((flow.on(cheap), flow.on(dear)), (2, 5));
    }

    #[test]
    fn bounds_that_cannot_be_kept_are_told() {
        let mut flow = Flow::new();
        let (a, b) = (flow.node(), flow.node());
        flow.arc(a, b, 0, 2, 0);
        flow.arc(b, a, 3, 9, 0);
        flow.start(1000);
        assert!(flow.optimise(&mut 100) && !flow.is_feasible());
    }
}
