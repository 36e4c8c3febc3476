package pagestream.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// Runs actors step by step in every order there is. An actor stops before each of its steps until
/// it is its turn; only one of them ever runs, so that each order is repeatable.
final class Interleavings {
  /// What takes turns, in the order in which it is first asked.
  interface Scenario {
    /// Fresh actors, each of which calls [Turn#await] before each step.
    List<Actor> actors();

    /// Looks at what all of them left behind, and says whether to go on.
    boolean ended(List<Integer> order);
  }

  @FunctionalInterface
  interface Actor {
    void act(Turn turn);
  }

  /// Where an actor waits for its next step.
  static final class Turn {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore arrived = new Semaphore(0);
    private volatile boolean isDone;

    void await() {
      arrived.release();
      go.acquireUninterruptibly();
    }

    /// Lets the actor take one step, and waits until it stands before the next one or has ended.
    private void step() {
      go.release();
      arrived.acquireUninterruptibly();
    }
  }

  private Interleavings() {}

  /// Returns how many orders there were.
  static int all(Scenario scenario) {
    List<Integer> choices = new ArrayList<>();
    int count = 0;
    boolean goesOn;
    do {
      goesOn = run(scenario, choices);
      count++;
    } while (goesOn && next(choices));
    return count;
  }

  /// Alternatives at each point of the order that was run last, beside the choices.
  private static final ThreadLocal<List<Integer>> ALTERNATIVES =
      ThreadLocal.withInitial(ArrayList::new);

  private static boolean run(Scenario scenario, List<Integer> choices) {
    List<Turn> waiting = new ArrayList<>();
    List<Integer> names = new ArrayList<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    List<Actor> actors = scenario.actors();
    for (int i = 0; i < actors.size(); i++) {
      waiting.add(start(actors.get(i), thrown));
      names.add(i);
    }
    List<Integer> order = new ArrayList<>();
    List<Integer> alternatives = ALTERNATIVES.get();
    alternatives.clear();
    for (int point = 0; !waiting.isEmpty(); point++) {
      if (point == choices.size()) {
        choices.add(0);
      }
      alternatives.add(waiting.size());
      int choice = choices.get(point);
      Turn turn = waiting.get(choice);
      order.add(names.get(choice));
      turn.step();
      if (turn.isDone) {
        waiting.remove(choice);
        names.remove(choice);
      }
    }
    if (thrown.get() != null) {
      throw new AssertionError("an actor failed in the order " + order, thrown.get());
    }
    return scenario.ended(order);
  }

  private static Turn start(Actor actor, AtomicReference<Throwable> thrown) {
    Turn turn = new Turn();
    Thread.ofVirtual()
        .start(() -> {
          try {
            actor.act(turn);
          } catch (RuntimeException | Error e) {
            thrown.compareAndSet(null, e);
          } finally {
            turn.isDone = true;
            turn.arrived.release();
          }
        });
    turn.arrived.acquireUninterruptibly();
    return turn;
  }

  /// The next order: the last choice that has an alternative left takes it.
  private static boolean next(List<Integer> choices) {
    List<Integer> alternatives = ALTERNATIVES.get();
    while (!choices.isEmpty()) {
      int last = choices.removeLast();
      if (last + 1 < alternatives.get(choices.size())) {
        choices.add(last + 1);
        return true;
      }
    }
    return false;
  }
}
