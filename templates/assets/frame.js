// In a frame: tells the page around how high the figure is. Browsers do not observe a frame out of view, so the first report does not wait.
const main = document.querySelector("main");
const report = () => parent.postMessage({ sitegen: main.dataset.figure, height: Math.ceil(main.getBoundingClientRect().height) }, "*");
report();
new ResizeObserver(report).observe(main);
