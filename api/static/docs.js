// Starts the documentation page. A script file of its own, since pages allow no inline script.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#operations",
  deepLinking: true,
  validatorUrl: null,
});
