package pagestream.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagestream.memory.Faults;
import pagestream.pipeline.Task;
import pagestream.scraper.SimulatedQueue.Killed;
import pagestream.scraper.VirtualTime;

/// What goes wrong with a function between two calls to its ports: calls take their time, so that
/// others come between; they fail, before or after their effect; and the function dies, before a
/// call or before its answer.
final class Mishaps implements Faults {
  private static final int CALL_MILLIS = 20;

  private static final int SLOW_MILLIS = 3_000;

  static final Duration LONGEST_CALL = Duration.ofMillis(SLOW_MILLIS);

  /// Calls of one invocation that fail in a row, where nothing is to be given up.
  private static final int MOST_IN_A_ROW = 3;

  /// A call of a function, in a thread of its own.
  private static final class Invocation {
    private boolean isDead;
    private int failedInARow;
    private String run = "";
  }

  private final ThreadLocal<@Nullable Invocation> invocation = new ThreadLocal<>();
  private final Plan plan;
  private final Random random;
  private final VirtualTime time;
  private final Map<Fault, Long> faults = new TreeMap<>();
  private long kills;
  private long calls;

  Mishaps(Plan plan, Random random, VirtualTime time) {
    this.plan = plan;
    this.random = random;
    this.time = time;
  }

  /// Invokes a function in this thread.
  ///
  /// @throws Killed where it was, whether or not it let that be seen
  void invoke(Runnable function) {
    Invocation mine = new Invocation();
    invocation.set(mine);
    try {
      function.run();
    } finally {
      invocation.remove();
    }
    if (mine.isDead) {
      throw new Killed();
    }
  }

  /// Looks at something as nobody who works does: nothing goes wrong.
  <T> T outside(Supplier<T> look) {
    Optional<Invocation> mine = Optional.ofNullable(invocation.get());
    invocation.remove();
    try {
      return look.get();
    } finally {
      mine.ifPresent(invocation::set);
    }
  }

  /// The run that the function of this thread works for.
  String run() {
    return Optional.ofNullable(invocation.get()).map(mine -> mine.run).orElseThrow();
  }

  /// A port whose callers meet what goes wrong between its calls. A flaw may answer in its place.
  <T> T between(Class<T> type, T port) {
    Object between =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(port, method, arguments));
    return type.cast(between);
  }

  private Object call(Object port, Method method, Object... arguments) throws Throwable {
    notice(arguments);
    pass();
    Optional<Object> answer = plan.flaw().answer(method.getName());
    if (answer.isPresent()) {
      return answer.get();
    }
    try {
      Object result = method.invoke(port, arguments);
      risk();
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void notice(Object... arguments) {
    for (Object argument : arguments) {
      Invocation mine = invocation.get();
      if (mine != null && argument instanceof Task task) {
        mine.run = task.run();
      }
    }
  }

  /// Time passes, in which others go on.
  private void pass() {
    calls++;
    risk();
    int millis = random.nextInt(random.nextInt(plan.slow()) == 0 ? SLOW_MILLIS : CALL_MILLIS);
    time.sleep(Duration.ofMillis(millis));
    risk();
  }

  /// One who is dead has no effect any more, whatever it catches.
  private void risk() {
    Invocation mine = invocation.get();
    if (mine == null) {
      return;
    }
    if (!mine.isDead && random.nextInt(3_000) < plan.kills()) {
      mine.isDead = true;
      kills++;
    }
    if (mine.isDead) {
      throw new Killed();
    }
  }

  @Override
  public Fault of(String call) {
    Invocation mine = invocation.get();
    if (mine == null) {
      return Fault.NONE;
    }
    if (random.nextInt(100) >= plan.faults() || isEnough(mine)) {
      mine.failedInARow = 0;
      return Fault.NONE;
    }
    mine.failedInARow++;
    Fault[] kinds = {Fault.BEFORE, Fault.AFTER, Fault.PARTLY};
    Fault fault = kinds[random.nextInt(kinds.length)];
    faults.merge(fault, 1L, Long::sum);
    return fault;
  }

  /// Whether a fault more could make a scraper give up rows that it cannot publish in time.
  private boolean isEnough(Invocation mine) {
    return !plan.givesUp() && mine.failedInARow >= MOST_IN_A_ROW;
  }

  long calls() {
    return calls;
  }

  long kills() {
    return kills;
  }

  Map<Fault, Long> faults() {
    return faults;
  }
}
