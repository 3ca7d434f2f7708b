// The one button that prints. Without script it stays hidden, and the browser's own menu prints the page as well.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
